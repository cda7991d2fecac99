package io.crmkit.engine;

/** A listener that hears events until it is closed. Closing it twice does nothing. */
public interface Subscription extends AutoCloseable {
  @Override
  void close();

  /** Returns the position of the last event that the listener heard, or was passed over for it. */
  long position();
}

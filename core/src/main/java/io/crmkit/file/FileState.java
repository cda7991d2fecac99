package io.crmkit.file;

/** How a file stands. */
public enum FileState {
  /** Its bytes have not arrived. */
  AWAITING,
  /** Its bytes are here and are looked through. */
  SCANNING,
  /** It can be read. */
  READY,
  /** A virus was found in it; nobody reads it. */
  QUARANTINED,
  /** It is of a type or size that is not taken; its bytes were removed. */
  REFUSED
}

package io.crmkit.engine;

import io.crmkit.record.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events in their plain form, as histories, streams and webhooks show them. */
public final class EventForm {
  private EventForm() {}

  /** Returns the plain form of an event under an id. */
  public static Map<String, @Nullable Object> of(Event event, String id) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("id", id);
    plain.put("event", event.action());
    plain.putAll(data(event));
    return plain;
  }

  /** Returns what a stream sends beside id and name. */
  public static Map<String, @Nullable Object> data(Event event) {
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    event
        .changes()
        .forEach(
            (path, change) -> {
              Map<String, @Nullable Object> both = new LinkedHashMap<>();
              both.put("from", change.from());
              both.put("to", change.to());
              changes.put(path, both);
            });
    String key =
        switch (event.actor().kind()) {
          case "user" -> "userId";
          case "apiKey" -> "apiKeyId";
          default -> "system";
        };
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("type", event.type());
    plain.put("recordId", event.recordId().toString());
    plain.put("version", event.version());
    plain.put("changes", changes);
    plain.put("actor", Map.of(key, event.actor().id()));
    plain.put("at", event.at().toString());
    return plain;
  }
}

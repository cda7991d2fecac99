package io.crmkit.server;

import io.crmkit.Crm;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells whether the server runs and can answer. */
final class Health {
  private final Crm crm;
  private volatile boolean isStopping;

  Health(Crm crm) {
    this.crm = crm;
  }

  void addTo(Router router) {
    router.add(
        new Route("GET", "/health", "getHealth", this::health)
            .open()
            .summary("Tells how the server and its parts are")
            .answers(200, "All is well", Schemas.ref("Health"))
            .answers(503, "A part does not answer", Schemas.ref("Health")));
    router.add(
        new Route("GET", "/health/live", "getLiveness", call -> status(true))
            .open()
            .summary("Tells that the process runs")
            .answers(200, "It runs", Schemas.ref("Status")));
    router.add(
        new Route("GET", "/health/ready", "getReadiness", call -> status(isReady()))
            .open()
            .summary("Tells whether calls may be sent here")
            .answers(200, "They may", Schemas.ref("Status"))
            .answers(503, "They may not", Schemas.ref("Status")));
  }

  /** From now on the server takes no new calls. */
  void stopping() {
    isStopping = true;
  }

  private boolean isReady() {
    return !isStopping && crm.engine().isAvailable();
  }

  private static Answer status(boolean isWell) {
    return Answer.json(isWell ? 200 : 503, Map.of("status", isWell ? "ok" : "unavailable"));
  }

  private Answer health(Call call) {
    boolean isAvailable = crm.engine().isAvailable();
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("status", isReady() ? "ok" : "unavailable");
    plain.put("timestamp", crm.engine().clock().instant().toString());
    plain.put("database", isAvailable ? "ok" : "unavailable");
    plain.put("auth", isAvailable ? "ok" : "unavailable");
    return Answer.json(isReady() ? 200 : 503, plain);
  }
}

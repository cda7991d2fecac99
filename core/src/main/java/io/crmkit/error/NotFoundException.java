package io.crmkit.error;

import java.util.Map;

/**
 * Thrown when there is no such record for this actor: it never was, it is deleted, it belongs to
 * another organization, or it lies outside the actor's scope. The four are not told apart.
 */
public final class NotFoundException extends CrmException {
  private static final long serialVersionUID = 1L;

  /** Reports that {@code type} has no record {@code id} that the actor may read. */
  public NotFoundException(String type, Object id) {
    super("NOT_FOUND", Severity.LOW, "no " + type + " " + id, Map.of("type", type), null);
  }
}

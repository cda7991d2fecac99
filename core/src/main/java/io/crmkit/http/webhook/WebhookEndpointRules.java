package io.crmkit.http.webhook;

import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Declaration;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Schema;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * An endpoint leads to where webhooks may go and names what there is. Its secret is made here; one
 * that becomes active begins behind the change that made it so; and a job goes with it for as long
 * as it is there.
 */
final class WebhookEndpointRules implements RecordRules<WebhookEndpoint> {
  private static final Pattern NAME_OF_EVENT = Pattern.compile("[a-z][a-z-]*");

  private final AddressGuard guard;
  private final Schema schema;

  WebhookEndpointRules(AddressGuard guard, Schema schema) {
    this.guard = guard;
    this.schema = schema;
  }

  @Override
  public void check(Change<WebhookEndpoint> change, RuleContext context, Faults faults) {
    WebhookEndpoint value = change.value();
    WebhookEndpoint before = change.before() == null ? null : change.before().value();
    if (before == null || !before.url().equals(value.url())) {
      checkUrl(value.url(), faults);
    }
    for (int i = 0; i < value.types().size(); i++) {
      String name = value.types().get(i);
      boolean isNew = before == null || !before.types().contains(name);
      if (isNew && !isKnown(name)) {
        faults.add("types[" + i + "]", "UNKNOWN_TYPE", "names no type of records, nor its event");
      }
    }
  }

  private void checkUrl(String url, Faults faults) {
    try {
      guard.checkUrl(new URI(url));
    } catch (URISyntaxException e) {
      faults.add("url", "INVALID_URL", "must be an address of the web");
    } catch (InvalidValueException e) {
      FieldError refused = e.errors().get(0);
      faults.add("url", refused.code(), refused.message());
    }
  }

  /** Which events a type has beside the plain ones is known to its services alone. */
  private boolean isKnown(String name) {
    int dot = name.indexOf('.');
    boolean isEvent = dot < 0 || NAME_OF_EVENT.matcher(name.substring(dot + 1)).matches();
    return isEvent
        && schema.find(dot < 0 ? name : name.substring(0, dot)).filter(this::isHeard).isPresent();
  }

  private boolean isHeard(Declaration<?> type) {
    return type.isLogged()
        && !type.isHidden()
        && !type.isPlatform()
        && !type.name().equals(WebhookEndpoint.NAME);
  }

  @Override
  public WebhookEndpoint beforeWrite(Change<WebhookEndpoint> change, RuleContext context) {
    WebhookEndpoint value = change.value();
    WebhookEndpoint before = change.before() == null ? null : change.before().value();
    if (before == null) {
      Webhooks.job(change.id()).enqueue(context);
      return value
          .signedBy(StandardWebhookSigner.newSecret(), null, null)
          .healthy(value.state(), null, null)
          .at(WebhookEndpoint.NOWHERE, null);
    }
    WebhookEndpoint kept =
        value.secret() == null // out of sight of whoever read it
            ? value.signedBy(before.secret(), before.previousSecret(), before.previousUntil())
            : value;
    if (kept.state() == before.state()) {
      boolean isMoved = !kept.url().equals(before.url());
      return isMoved ? kept.healthy(kept.state(), null, null) : kept;
    }
    Webhooks.job(change.id()).enqueue(context); // unless it is there, as it is unless called off
    if (kept.state() == EndpointState.DISABLED) {
      return kept;
    }
    WebhookEndpoint healthy = kept.healthy(kept.state(), null, null);
    return before.state() == EndpointState.DISABLED
        ? healthy.at(WebhookEndpoint.NOWHERE, null)
        : healthy;
  }
}

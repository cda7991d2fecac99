package io.crmkit.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Tells from where a call comes; behind trusted proxies, what the first of them was told. */
final class ClientAddress {
  private static final int LONGEST = 45;

  private final Set<String> trusted;

  ClientAddress(Set<String> trustedProxies) {
    this.trusted = trustedProxies;
  }

  String of(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    List<String> hops = new ArrayList<>();
    for (String header : Collections.list(request.getHeaders("X-Forwarded-For"))) {
      hops.addAll(Arrays.asList(header.split(",", -1)));
    }
    for (int i = hops.size() - 1; i >= 0 && trusted.contains(address); i--) {
      address = hops.get(i).strip();
    }
    return address.substring(0, Math.min(LONGEST, address.length()));
  }
}

package io.crmkit.sales;

import io.crmkit.error.ConflictException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The moves that a lead may make from status to status. */
final class LeadMoves {
  private static final Map<LeadStatus, List<LeadStatus>> MOVES = moves();

  private LeadMoves() {}

  private static Map<LeadStatus, List<LeadStatus>> moves() {
    Map<LeadStatus, List<LeadStatus>> moves = new EnumMap<>(LeadStatus.class);
    moves.put(
        LeadStatus.NEW,
        List.of(
            LeadStatus.CONTACTED,
            LeadStatus.MQL,
            LeadStatus.SQL,
            LeadStatus.DISQUALIFIED,
            LeadStatus.CONVERTED));
    moves.put(
        LeadStatus.CONTACTED,
        List.of(LeadStatus.MQL, LeadStatus.SQL, LeadStatus.DISQUALIFIED, LeadStatus.CONVERTED));
    moves.put(
        LeadStatus.MQL,
        List.of(
            LeadStatus.SQL, LeadStatus.CONTACTED, LeadStatus.DISQUALIFIED, LeadStatus.CONVERTED));
    moves.put(
        LeadStatus.SQL,
        List.of(
            LeadStatus.MQL, LeadStatus.CONTACTED, LeadStatus.DISQUALIFIED, LeadStatus.CONVERTED));
    moves.put(LeadStatus.DISQUALIFIED, List.of(LeadStatus.CONTACTED));
    moves.put(LeadStatus.CONVERTED, List.of());
    return moves;
  }

  /** Returns where a lead may go from a status. */
  static List<LeadStatus> from(LeadStatus status) {
    return MOVES.getOrDefault(status, List.of());
  }

  /** Returns the refusal of a move, with the legal ones named. */
  static ConflictException refused(
      String record, Object from, Object to, Collection<?> legal, String hint) {
    List<String> names = legal.stream().map(String::valueOf).toList();
    return new ConflictException(
        "ILLEGAL_MOVE",
        record
            + " cannot go from "
            + from
            + " to "
            + to
            + ", only to "
            + (names.isEmpty() ? "nothing else" : String.join(", ", names))
            + hint,
        Map.of("from", String.valueOf(from), "to", String.valueOf(to), "legal", names));
  }
}

package io.crmkit.file;

import io.crmkit.error.ConflictException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** From which status a document may go to which. */
final class DocumentMoves {
  private static final Map<DocumentStatus, List<DocumentStatus>> MOVES =
      new EnumMap<>(
          Map.of(
              DocumentStatus.DRAFT,
              List.of(DocumentStatus.IN_REVIEW, DocumentStatus.FINAL),
              DocumentStatus.IN_REVIEW,
              List.of(DocumentStatus.DRAFT, DocumentStatus.FINAL),
              DocumentStatus.FINAL,
              List.of(DocumentStatus.SIGNED, DocumentStatus.ARCHIVED, DocumentStatus.DRAFT),
              DocumentStatus.SIGNED,
              List.of(DocumentStatus.ARCHIVED),
              DocumentStatus.ARCHIVED,
              List.of()));

  private DocumentMoves() {}

  /**
   * Refuses a move that the status does not allow; staying is none.
   *
   * @throws ConflictException with the code {@code ILLEGAL_MOVE} and the legal ones
   */
  static void require(DocumentStatus from, DocumentStatus to) {
    List<DocumentStatus> legal = MOVES.getOrDefault(from, List.of());
    if (from != to && !legal.contains(to)) {
      List<String> names = legal.stream().map(DocumentStatus::name).toList();
      throw new ConflictException(
          "ILLEGAL_MOVE",
          "a document cannot go from "
              + from
              + " to "
              + to
              + ", only to "
              + (names.isEmpty() ? "nothing else" : String.join(", ", names)),
          Map.of("from", from.name(), "to", to.name(), "legal", names));
    }
  }
}

package io.crmkit.engine;

import io.crmkit.record.Declaration;
import io.crmkit.record.DuplicateMatcher;
import io.crmkit.record.Field;
import io.crmkit.record.SearchText;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Derives what a row is found by besides its columns: words, list elements, match keys. */
final class Indexing {
  private Indexing() {}

  static Indexed of(Declaration<?> type, Row row, List<Indexed.Entry> custom) {
    SortedSet<String> words = new TreeSet<>();
    List<Indexed.Entry> entries = new ArrayList<>(custom);
    for (Field field : type.fields()) {
      Object value = row.values()[field.index()];
      if (value == null) {
        continue;
      }
      if (field.isSearchable() && !row.isDeleted()) {
        List<?> texts = value instanceof List<?> list ? list : List.of(value);
        texts.forEach(text -> SearchText.addWords(String.valueOf(text), words));
      }
      if (field.isList()) {
        for (Object element : (List<?>) value) {
          entries.add(new Indexed.Entry(field.path(), field.valueType().comparable(element)));
        }
      }
      if (field.matcher() == DuplicateMatcher.NORMALIZED && !row.isDeleted()) {
        String key = matchKey(field, value);
        if (!key.isEmpty()) {
          words.add(matchWord(field, key));
        }
      }
    }
    return new Indexed(row, words, entries.stream().distinct().toList());
  }

  /** Returns the word of a match key, of a bounded length. */
  static String matchWord(Field field, String key) {
    return Indexed.MATCH + field.path() + ":" + Digests.sha256(key).substring(0, 24);
  }

  /** Returns what two alike values have in common: letters and digits, folded; phones by digits. */
  static String matchKey(Field field, Object value) {
    String folded = SearchText.fold(field.type().print(value));
    StringBuilder key = new StringBuilder(folded.length());
    boolean isPhone = field.type().format() == io.crmkit.record.TextFormat.PHONE;
    folded
        .codePoints()
        .filter(isPhone ? Character::isDigit : Character::isLetterOrDigit)
        .forEach(key::appendCodePoint);
    return key.toString();
  }
}

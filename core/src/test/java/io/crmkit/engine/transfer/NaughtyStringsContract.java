package io.crmkit.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.engine.ImportRun;
import io.crmkit.engine.Records;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Json;
import io.crmkit.record.Query;
import io.crmkit.record.SearchText;
import io.crmkit.record.Stored;
import io.crmkit.record.TextFormat;
import io.crmkit.record.ValueType.Kind;
import io.crmkit.storage.Storage;
import io.crmkit.testkit.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that have broken other programs, in every field of free text, on one storage. */
abstract class NaughtyStringsContract {
  /** The other fields that a record of the type must have. */
  private static final Map<String, Map<String, Object>> NEEDED =
      Map.of("product", Map.of("price", Map.of("amount", "1", "currency", "XOF")));

  private TransferCrm crm;

  /** Returns a storage that holds nothing. */
  abstract Storage emptyStorage();

  @BeforeEach
  void open() {
    crm = new TransferCrm(emptyStorage());
  }

  @AfterEach
  void close() {
    crm.close();
  }

  private static List<String> naughty() throws IOException {
    List<?> all =
        (List<?>)
            Json.read(
                Files.readString(Corpus.path("naughty-strings/blns.json"), StandardCharsets.UTF_8));
    return all.stream()
        .map(String.class::cast)
        .filter(text -> !text.strip().isEmpty() && text.indexOf('\0') < 0)
        .toList();
  }

  /** Returns the fields that take any text. */
  private static List<Field> texts(Declaration<?> type) {
    return type.fields().stream()
        .filter(field -> field.type().kind() == Kind.TEXT)
        .filter(field -> field.type().format() == TextFormat.PLAIN)
        .filter(field -> !field.isManaged())
        .toList();
  }

  @SuppressWarnings("unchecked") // groups are made here
  private static Map<String, Object> plain(Declaration<?> type, String text, int number) {
    Map<String, Object> plain = new LinkedHashMap<>(NEEDED.getOrDefault(type.name(), Map.of()));
    for (Field field : texts(type)) {
      Map<String, Object> group = plain;
      String[] path = field.path().split("\\.", -1);
      for (int i = 0; i < path.length - 1; i++) {
        group =
            (Map<String, Object>)
                group.computeIfAbsent(path[i], key -> new LinkedHashMap<String, Object>());
      }
      group.put(path[path.length - 1], fitting(field, text, number));
    }
    return plain;
  }

  private static String fitting(Field field, String text, int number) {
    if (field.isUnique()) {
      return fitting(field.type().maxLength() - 4, text) + number;
    }
    return fitting(field.type().maxLength(), text);
  }

  private static String fitting(int longest, String text) {
    if (text.length() <= longest) {
      return text;
    }
    boolean isPair = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, isPair ? longest - 1 : longest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"account", "contact", "lead", "product", "club", "thing"})
  void naughtyStrings_everyText_isKeptFoundAndCarriedOver(String typeName) throws IOException {
    everyText(crm.session.schema().find(typeName).orElseThrow());
  }

  private <T> void everyText(Declaration<T> type) throws IOException {
    Records<T> records = crm.records(type.javaType());
    List<Field> texts = texts(type);
    List<Stored<T>> made = new ArrayList<>();
    for (String text : naughty()) {
      Stored<T> stored = records.createPlain(plain(type, text, made.size()));
      made.add(stored);
      assertThat(records.get(stored.id()).value()).isEqualTo(stored.value());
      for (Field field : texts) {
        Object kept = type.values(stored.value())[field.index()];
        String sent = fitting(field, text, made.size() - 1).strip();
        assertThat(kept).as("%s of %s", field, text).isEqualTo(sent.isEmpty() ? null : sent);
      }
    }
    assertThat(texts).isNotEmpty();
    assertThat(made).hasSizeGreaterThan(400);

    for (Stored<T> stored : made) {
      assertFound(type, records, texts, stored);
    }
    assertCarriedOver(type, records, texts, made);
  }

  private static <T> void assertFound(
      Declaration<T> type, Records<T> records, List<Field> texts, Stored<T> stored) {
    Object[] values = type.values(stored.value());
    for (Field field : texts) {
      Object value = values[field.index()];
      if (value != null && !field.isEncrypted()) {
        Query equal = Query.ALL.and(Condition.eq(field.path(), value));
        assertThat(records.list(equal.limit(200)).items())
            .as("%s = %s", field, value)
            .anyMatch(each -> each.id().equals(stored.id()))
            .allMatch(each -> value.equals(type.values(each.value())[field.index()]));
        if (field.isSearchable() && !SearchText.words((String) value).isEmpty()) {
          assertThat(records.list(equal.search((String) value).limit(200)).items())
              .as("%s found by %s", field, value)
              .anyMatch(each -> each.id().equals(stored.id()));
        }
      }
    }
  }

  private <T> void assertCarriedOver(
      Declaration<T> type, Records<T> records, List<Field> texts, List<Stored<T>> made)
      throws IOException {
    String csv = crm.export(type.name());
    made.forEach(stored -> records.delete(stored.id(), null));
    Stored<ImportRun> run = crm.load(type.name(), csv);

    assertThat(crm.errors(run)).isEmpty();
    assertThat(values(type, texts, crm.all(type.javaType())))
        .containsExactlyInAnyOrderElementsOf(values(type, texts, made));
  }

  private static <T> List<String> values(
      Declaration<T> type, List<Field> texts, List<Stored<T>> records) {
    return records.stream()
        .map(
            stored -> {
              Object[] values = type.values(stored.value());
              return texts.stream().map(field -> values[field.index()]).toList();
            })
        .map(Objects::toString)
        .toList();
  }
}

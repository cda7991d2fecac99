package io.crmkit.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.engine.transfer.ImportMapping.OnMissing;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Json;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImportMappingTest {
  @Test
  void of_everyPart_comesBackEqual() {
    ImportMapping mapping =
        ImportMapping.of(
            """
            {"columns": {"deal_stage": {"field": "stage", "values": {"Won": "Closed Won"}},
                         "product": {"field": "productId", "by": "name", "onMissing": "create"},
                         "close_value": {"field": "amount", "currency": "fcfa"}, "x": "name"},
             "constants": {"pipeline": "Sales", "n": 3}, "ignore": ["y"], "nulls": ["", "Select"],
             "dates": "d/M/yyyy HH:mm", "locale": "en_US", "skipLines": 2, "unmapped": ["z"]}
            """);

    assertThat(mapping.columns().get("product").onMissing()).isEqualTo(OnMissing.CREATE);
    assertThat(mapping.columns().get("close_value").currency()).isEqualTo("XOF");
    assertThat(mapping.locale()).isEqualTo(Locale.US);
    assertThat(mapping.skipLines()).isEqualTo(2);
    assertThat(ImportMapping.of(Json.write(mapping.toPlain()))).isEqualTo(mapping);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"colums\": {}}",
        "{\"columns\": []}",
        "{\"columns\": {\"a\": {}}}",
        "{\"columns\": {\"a\": {\"field\": \"b\", \"x\": 1}}}",
        "{\"columns\": {\"a\": {\"field\": 1}}}",
        "{\"columns\": {\"a\": {\"field\": \"b\", \"onMissing\": \"panic\"}}}",
        "{\"columns\": {\"a\": {\"field\": \"b\", \"currency\": \"gold\"}}}",
        "{\"locale\": \"?\"}",
        "{\"skipLines\": -1}",
        "{\"dates\": 7}",
        "{"
      })
  void of_whatIsNoMapping_isRefused(String json) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> ImportMapping.of(json))
        .satisfies(e -> assertThat(e.code()).isEqualTo("INVALID_MAPPING"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"columns\": {\"Name\": \"nonsense\"}}",
        "{\"columns\": {\"Nobody\": \"name\"}}",
        "{\"columns\": {\"Name\": \"visits\"}}",
        "{\"columns\": {\"Name\": {\"field\": \"name\", \"by\": \"code\"}}}",
        "{\"constants\": {\"nonsense\": 1}}"
      })
  void plan_mappingThatDoesNotFit_isRefused(String json) {
    try (TransferCrm crm = new TransferCrm()) {
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(
              () ->
                  crm.importer()
                      .plan(
                          TransferCrm.text("Name,x\nA,1\n"),
                          crm.request("thing").mapped(ImportMapping.of(json))))
          .satisfies(e -> assertThat(e.code()).isEqualTo("INVALID_MAPPING"));
    }
  }
}

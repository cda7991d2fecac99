package io.crmkit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import io.crmkit.error.FieldError;
import jakarta.validation.Validation;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.validation.executable.ExecutableValidator;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DeclarationTest {
  private static final ExecutableValidator VALIDATOR =
      Validation.byDefaultProvider()
          .configure()
          .messageInterpolator(new ParameterMessageInterpolator())
          .buildValidatorFactory()
          .getValidator()
          .forExecutables();

  enum Tier {
    BASIC,
    GOLD
  }

  record Seo(
      @Size(max = 60) @Nullable String title,
      @NotBlank String slug,
      @Max(10) int depth,
      @Nullable Robots robots) {}

  record Robots(@Nullable Boolean index, List<String> rules) {}

  @RecordType(
      value = "price-list",
      soft = true,
      person = true,
      unique = "seo.slug,tier",
      indexes = "tier, units",
      actions = "publish",
      verbs = {Verb.CREATE, Verb.READ})
  record PriceList(
      @NotBlank @Size(max = 5) @Searchable @NaturalKey @Unique String name,
      @Indexed @Positive int units,
      @Scale(2) @DecimalMin("0.5") @Personal(PrivacyPolicy.MASK) BigDecimal factor,
      @Default("gold") Tier tier,
      @Managed @Nullable Money total,
      @Owner @Nullable Id<PriceList> parentId,
      @RefersTo({"a", "b"}) @Nullable Ref link,
      @Searchable List<@Size(max = 3) @Text(TextFormat.SLUG) String> tags,
      List<Id<PriceList>> others,
      @Encrypted @TeamScope @AccountScope @Matched(DuplicateMatcher.FUZZY) @Nullable String secret,
      @Searchable @Nullable Seo seo) {}

  private static final Declaration<PriceList> TYPE = Declaration.of(PriceList.class);

  private static PriceList priceList() {
    return new PriceList(
        "Gros",
        1,
        BigDecimal.ONE,
        Tier.BASIC,
        null,
        null,
        null,
        List.of("a"),
        List.of(),
        null,
        null);
  }

  @Test
  void of_annotations_areRead() {
    assertThat(TYPE).hasToString("price-list");
    assertThat(TYPE.plural()).isEqualTo("price-lists");
    assertThat(TYPE.table()).isEqualTo("price_list");
    assertThat(TYPE.javaType()).isEqualTo(PriceList.class);
    assertThat(TYPE.isSoft()).isTrue();
    assertThat(TYPE.isPerson()).isTrue();
    assertThat(TYPE.isPlatform()).isFalse();
    assertThat(TYPE.isHidden()).isFalse();
    assertThat(TYPE.verbs()).containsExactlyInAnyOrder(Verb.CREATE, Verb.READ);
    assertThat(TYPE.actions()).containsExactly("publish");
    assertThat(TYPE.naturalKey()).isEqualTo(TYPE.field("name"));
    assertThat(TYPE.parent()).isNull();
    assertThat(TYPE.uniques())
        .containsExactly(
            List.of(TYPE.field("name")), List.of(TYPE.field("seo.slug"), TYPE.field("tier")));
    assertThat(TYPE.indexes())
        .containsExactly(
            List.of(TYPE.field("units")), List.of(TYPE.field("tier"), TYPE.field("units")));
    assertThat(TYPE.components()).hasSize(11);
    assertThat(TYPE.find("version")).contains(Envelope.VERSION);
    assertThat(TYPE.find("unheard")).isEmpty();
  }

  @RecordType(value = "shelf", indexes = "room,width")
  record Shelf(@Indexed String room, @Indexed(own = false) int width) {}

  @RecordType("board")
  record Board(@Indexed(own = false) int width) {}

  @Test
  void of_fieldIndexedWithOthers_hasNoIndexOfItsOwn() {
    Declaration<Shelf> shelf = Declaration.of(Shelf.class);
    Field room = shelf.field("room");

    assertThat(shelf.field("width").isIndexed()).isTrue();
    assertThat(shelf.indexes()).containsExactly(List.of(room), List.of(room, shelf.field("width")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Declaration.of(Board.class))
        .withMessageContaining("no index ends with width");
  }

  @Test
  void field_marks_areRead() {
    Field name = TYPE.field("name");
    Field secret = TYPE.field("secret");
    Field rules = TYPE.field("seo.robots.rules");

    assertThat(name.isSearchable() && name.isUnique() && name.isIndexed()).isTrue();
    assertThat(name.isRequired() && name.isNaturalKey()).isTrue();
    assertThat(name.type().maxLength()).isEqualTo(5);
    assertThat(secret.isEncrypted() && secret.isTeam() && secret.isAccount()).isTrue();
    assertThat(secret.isManaged() || secret.isOwner() || secret.isReference()).isFalse();
    assertThat(secret.matcher()).isEqualTo(DuplicateMatcher.FUZZY);
    assertThat(TYPE.field("total").isManaged()).isTrue();
    assertThat(TYPE.field("parentId").isOwner()).isTrue();
    assertThat(TYPE.field("parentId").targets()).containsExactly("price-list");
    assertThat(TYPE.field("others").targets()).containsExactly("price-list");
    assertThat(TYPE.field("link").targets()).containsExactlyInAnyOrder("a", "b");
    assertThat(TYPE.field("factor").privacy()).isEqualTo(PrivacyPolicy.MASK);
    assertThat(TYPE.field("factor").type().scale()).isEqualTo(2);
    assertThat(TYPE.field("tier").initial()).isEqualTo(Tier.GOLD);
    assertThat(TYPE.field("tier").isRequired()).isFalse();
    assertThat(TYPE.field("tags").valueType().format()).isEqualTo(TextFormat.SLUG);
    assertThat(TYPE.field("tags").valueType().maxLength()).isEqualTo(3);
    assertThat(rules.isList() && rules.isSearchable()).isTrue();
    assertThat(rules.columns()).containsExactly("seo_robots_rules");
    assertThat(TYPE.field("seo.depth").isSearchable()).isFalse();
    assertThat(TYPE.field("total").columns()).containsExactly("total", "total_currency");
    assertThat(TYPE.field("link").columns()).containsExactly("link_id", "link_type");
    assertThat(Envelope.CREATED_AT.isIndexed()).isTrue();
    assertThat(Envelope.VERSION).hasToString("version");
  }

  @Test
  void values_record_isTakenApartAndPutTogether() {
    PriceList whole =
        new PriceList(
            "Gros",
            1,
            BigDecimal.ONE,
            Tier.BASIC,
            Money.of("1", "XOF"),
            Id.of(id(1)),
            Ref.of("a:" + id(2)),
            List.of("a"),
            List.of(Id.of(id(3))),
            "s",
            new Seo("t", "s", 2, new Robots(true, List.of("x"))));

    Object[] values = TYPE.values(whole);

    assertThat(TYPE.value(values)).isEqualTo(whole);
    assertThat(TYPE.value(TYPE.decode(TYPE.encode(values)))).isEqualTo(whole);
    assertThat(TYPE.encode(values)).hasSize(TYPE.parts());
  }

  @Test
  void values_nullGroupsAndLists_comeBackAsTheyWere() {
    Object[] values = TYPE.values(priceList());

    assertThat(TYPE.value(TYPE.decode(TYPE.encode(values)))).isEqualTo(priceList());
    assertThat(values[TYPE.field("seo.robots.rules").index()]).isEqualTo(List.of());
    assertThat(values[TYPE.field("seo.slug").index()]).isNull();
  }

  @Test
  void value_missingPrimitives_areZero() {
    PriceList empty = TYPE.value(new Object[TYPE.fields().size()]);

    assertThat(empty.units()).isZero();
    assertThat(empty.tags()).isEmpty();
    assertThat(empty.name()).isNull();
    assertThat(empty.seo()).isNull();
  }

  private static String id(int n) {
    return "0195a000-0000-7000-8000-00000000000" + n;
  }

  @Test
  void validate_everythingWrong_namesEveryFieldInDeclaredOrder() {
    Object[] values = new Object[TYPE.fields().size()];
    values[TYPE.field("units").index()] = -1;
    values[TYPE.field("factor").index()] = new BigDecimal("0.1");
    values[TYPE.field("tags").index()] = List.of("long");
    values[TYPE.field("seo.depth").index()] = 11;

    List<FieldError> errors = TYPE.validate(values, VALIDATOR);

    assertThat(errors)
        .extracting(FieldError::field, FieldError::code)
        .containsExactly(
            tuple("name", "REQUIRED"),
            tuple("units", "OUT_OF_RANGE"),
            tuple("factor", "OUT_OF_RANGE"),
            tuple("tags", "WRONG_SIZE"),
            tuple("seo.slug", "REQUIRED"),
            tuple("seo.depth", "OUT_OF_RANGE"));
  }

  @Test
  void validate_right_hasNoErrors() {
    assertThat(TYPE.validate(TYPE.values(priceList()), VALIDATOR)).isEmpty();
  }

  @RecordType("coded")
  record Coded(@Pattern(regexp = "[A-Z]+") @Nullable String code) {}

  @Test
  void validate_otherConstraint_isNamedAfterIt() {
    Declaration<Coded> coded = Declaration.of(Coded.class);

    assertThat(coded.validate(new Object[] {"a"}, VALIDATOR))
        .extracting(FieldError::field, FieldError::code)
        .containsExactly(tuple("code", "PATTERN"));
    assertThat(coded.validate(new Object[] {null}, VALIDATOR)).isEmpty();
  }

  record Plain(String name) {}

  @RecordType("Upper_Case")
  record BadName(String id, String custom) {}

  @RecordType("wide")
  record Wide(
      int a,
      int b,
      int c,
      int d,
      int e,
      int f,
      int g,
      int h,
      int i,
      int j,
      int k,
      int l,
      int m,
      int n,
      int o,
      int p) {}

  @RecordType("odd")
  record Odd(Thread thread) {}

  @RecordType("orphan")
  @PartOf(PriceList.class)
  record Orphan(String name) {}

  @RecordType("clash")
  record Clash(Money fee, String feeCurrency) {}

  @RecordType(value = "unheard", unique = "name,other")
  record Unheard(String name) {}

  @RecordType("clash")
  record ClashWithEnvelope(Moment created) {}

  record Moment(String at) {}

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Plain.class, "no record with @RecordType"),
        Arguments.of(BadName.class, "kebab-case; the name id is reserved; the name custom"),
        Arguments.of(Wide.class, "more than 15 components"),
        Arguments.of(Odd.class, "thread is of type java.lang.Thread"),
        Arguments.of(Orphan.class, "has no id of it"),
        Arguments.of(Clash.class, "feeCurrency needs the column fee_currency"),
        Arguments.of(ClashWithEnvelope.class, "created.at needs the column created_at"),
        Arguments.of(Unheard.class, "unheard has no field other"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void of_faultyDeclaration_isRefusedNamingTheFault(Class<?> type, String fault) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Declaration.of(type))
        .withMessageContaining(fault);
  }

  @RecordType("category")
  record Category(String name) {}

  @RecordType("day")
  record Day(String name) {}

  @RecordType("box")
  record Box(String name) {}

  @RecordType(value = "staff", plural = "staff", platform = true, hidden = true)
  record Staff(String name) {}

  @Test
  void plural_ofEnglishNouns_followsTheRules() {
    assertThat(Stream.of(Category.class, Day.class, Box.class, Staff.class))
        .extracting(type -> Declaration.of(type).plural())
        .containsExactly("categories", "days", "boxes", "staff");
    assertThat(Declaration.of(Staff.class).isPlatform()).isTrue();
    assertThat(Declaration.of(Staff.class).isHidden()).isTrue();
  }

  @RecordType("price-list-line")
  @PartOf(PriceList.class)
  record Line(@Nullable Id<Box> boxId, Id<PriceList> priceListId) {}

  @RecordType("box")
  record OtherBox(String name) {}

  @Test
  void schema_parts_knowTheirParents() {
    Declaration<Line> line = Declaration.of(Line.class);
    Schema schema = new Schema(List.of(TYPE, line, Declaration.of(Box.class)));

    assertThat(line.parent()).isEqualTo(line.field("priceListId"));
    assertThat(schema.partsOf(TYPE)).isEqualTo(List.of(line));
    assertThat(schema.parentOf(line)).isEqualTo(TYPE);
    assertThat(schema.types()).hasSize(3);
    assertThat(schema.type("box").javaType()).isEqualTo(Box.class);
    assertThat(schema.type(PriceList.class)).isEqualTo(TYPE);
    assertThat(schema.findPlural("boxes")).isPresent();
    assertThatIllegalArgumentException().isThrownBy(() -> schema.parentOf(TYPE));
    assertThatIllegalArgumentException().isThrownBy(() -> schema.type("crate"));
    assertThatIllegalArgumentException().isThrownBy(() -> schema.type(Category.class));
  }

  @Test
  void schema_clashes_areAllNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Schema(
                    List.of(
                        Declaration.of(Box.class),
                        Declaration.of(OtherBox.class),
                        Declaration.of(Line.class))))
        .withMessageContaining("called box")
        .withMessageContaining("the path boxes")
        .withMessageContaining("price-list-line is part of [price-list]");
  }
}

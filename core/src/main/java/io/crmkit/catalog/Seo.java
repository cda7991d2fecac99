package io.crmkit.catalog;

import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a page is found and shown by search engines.
 *
 * @param slug name in addresses; made from the name when it is not given
 * @param metaTitle title
 * @param metaDescription text below the title
 * @param keywords words
 */
public record Seo(
    @Unique @Nullable @Size(max = 120) @Text(TextFormat.SLUG) String slug,
    @Nullable @Size(max = 200) String metaTitle,
    @Nullable @Size(max = 500) String metaDescription,
    @Size(max = 20) List<@Size(max = 50) String> keywords) {

  /** Copies the lists. */
  public Seo {
    keywords = List.copyOf(keywords);
  }
}

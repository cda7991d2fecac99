package io.crmkit.record;

import java.text.Normalizer;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Folding of text for search and for folded comparisons: NFKD, marks dropped, case folded, and the
 * letters that Unicode does not take apart (ß, æ, œ, ø, ł, đ, ı) spelled out. Words are runs of
 * letters and digits, so that an e-mail address is found by its parts; a CJK sign is a word of its
 * own.
 */
public final class SearchText {
  /** Longer words are cut; nobody types more. */
  private static final int LONGEST_WORD = 60;

  /** A row is found by at most so many words; the rest of a very long text is not searched. */
  private static final int MOST_WORDS = 2_000;

  private SearchText() {}

  /** Returns the text folded. */
  public static String fold(String text) {
    if (isPlain(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> !isMark(c))
        .forEach(c -> spell(folded, Character.toLowerCase(Character.toUpperCase(c))));
    return Normalizer.normalize(folded, Normalizer.Form.NFC); // Hangul syllables stay whole
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static void spell(StringBuilder folded, int c) {
    switch (c) {
      case 'ß', 'ẞ' -> folded.append("ss");
      case 'æ' -> folded.append("ae");
      case 'œ' -> folded.append("oe");
      case 'ø' -> folded.append('o');
      case 'ł' -> folded.append('l');
      case 'đ' -> folded.append('d');
      case 'ı' -> folded.append('i');
      case 'ς' -> folded.append('σ');
      default -> folded.appendCodePoint(c);
    }
  }

  /** Returns the words of a text, folded. */
  public static SortedSet<String> words(String text) {
    SortedSet<String> words = new TreeSet<>();
    addWords(text, words);
    return words;
  }

  /** Adds the words of a text, folded, to {@code words}, up to the number that a row may have. */
  public static void addWords(String text, SortedSet<String> words) {
    String folded = fold(text);
    int start = -1;
    for (int i = 0; i <= folded.length(); ) {
      int c = i < folded.length() ? folded.codePointAt(i) : ' ';
      boolean isSign = Character.isIdeographic(c) || isKana(c);
      if (!isSign && Character.isLetterOrDigit(c)) {
        start = start < 0 ? i : start;
      } else {
        if (start >= 0) {
          add(folded.substring(start, i), words);
          start = -1;
        }
        if (isSign) {
          add(Character.toString(c), words);
        }
      }
      i += Character.charCount(c);
    }
  }

  private static boolean isKana(int c) {
    Character.UnicodeScript script = Character.UnicodeScript.of(c);
    return script == Character.UnicodeScript.HIRAGANA
        || script == Character.UnicodeScript.KATAKANA
        || script == Character.UnicodeScript.HANGUL;
  }

  private static void add(String word, SortedSet<String> words) {
    if (words.size() < MOST_WORDS) {
      int end = word.length() <= LONGEST_WORD ? word.length() : cut(word);
      words.add(word.substring(0, end));
    }
  }

  private static int cut(String word) {
    return Character.isHighSurrogate(word.charAt(LONGEST_WORD - 1))
        ? LONGEST_WORD - 1
        : LONGEST_WORD;
  }

  /** Orders as UTF-8 bytes do. */
  public static int compareByCodePoint(String a, String b) {
    return TextType.compareByCodePoint(a, b);
  }
}

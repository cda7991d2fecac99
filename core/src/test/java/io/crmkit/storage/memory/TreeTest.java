package io.crmkit.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TreeTest {
  private static final Tree<Integer, String> EMPTY = Tree.empty(Comparator.<Integer>naturalOrder());

  private static <E> List<E> listOf(Iterable<E> walk) {
    List<E> list = new ArrayList<>();
    walk.forEach(list::add);
    return list;
  }

  @Test
  void with_randomChanges_isAsATreeMapAtEveryMoment() {
    Random random = new Random(5);
    Tree<Integer, String> tree = EMPTY;
    TreeMap<Integer, String> model = new TreeMap<>();
    for (int i = 0; i < 5_000; i++) {
      int key = random.nextInt(300);
      Tree<Integer, String> before = tree;
      List<String> contentBefore = List.copyOf(model.values());
      if (random.nextBoolean()) {
        tree = tree.with(key, "v" + i);
        model.put(key, "v" + i);
      } else {
        tree = tree.without(key);
        model.remove(key);
      }

      assertThat(tree.get(key)).isEqualTo(model.get(key));
      assertThat(listOf(tree)).isEqualTo(List.copyOf(model.values()));
      assertThat(listOf(before)).isEqualTo(contentBefore);
      assertThat(listOf(tree.after(key)))
          .isEqualTo(List.copyOf(model.tailMap(key, false).values()));
    }
  }

  @Test
  void with_risingKeys_staysFlat() {
    Tree<Integer, String> tree = EMPTY;
    for (int i = 0; i < 200_000; i++) {
      tree = tree.with(i, "v"); // as deep as a list, this would overflow the stack
    }

    assertThat(tree.get(199_999)).isEqualTo("v");
    assertThat(listOf(tree.after(199_997))).hasSize(2);
  }

  @Test
  void iterator_atItsEnd_throws() {
    Iterator<String> walk = EMPTY.with(1, "one").iterator();
    walk.next();

    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(walk::next);
  }
}

package io.crmkit.storage.memory;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map that never changes: a change makes another one, which shares all but a path of it.
 * So a unit of work is a chain of trees, a commit publishes the last and a rollback forgets it. An
 * AVL tree.
 */
final class Tree<K, V> implements Iterable<V> {
  private final Comparator<? super K> order;
  private final @Nullable Node<K, V> root;

  private Tree(Comparator<? super K> order, @Nullable Node<K, V> root) {
    this.order = order;
    this.root = root;
  }

  static <K, V> Tree<K, V> empty(Comparator<? super K> order) {
    return new Tree<>(order, null);
  }

  @Nullable V get(K key) {
    Node<K, V> node = root;
    while (node != null) {
      int side = order.compare(key, node.key);
      if (side == 0) {
        return node.value;
      }
      node = side < 0 ? node.left : node.right;
    }
    return null;
  }

  Tree<K, V> with(K key, V value) {
    return new Tree<>(order, put(root, key, value));
  }

  Tree<K, V> without(K key) {
    return new Tree<>(order, remove(root, key));
  }

  /** Walks the values in the order of their keys. */
  @Override
  public Iterator<V> iterator() {
    Walk<K, V> walk = new Walk<>();
    walk.descend(root);
    return walk;
  }

  /** Walks the values whose keys come after {@code key}, in order. */
  Iterable<V> after(K key) {
    return () -> {
      Walk<K, V> walk = new Walk<>();
      Node<K, V> node = root;
      while (node != null) {
        if (order.compare(key, node.key) < 0) {
          walk.path.push(node);
          node = node.left;
        } else {
          node = node.right;
        }
      }
      return walk;
    };
  }

  private Node<K, V> put(@Nullable Node<K, V> node, K key, V value) {
    if (node == null) {
      return new Node<>(key, value, null, null);
    }
    int side = order.compare(key, node.key);
    if (side == 0) {
      return new Node<>(key, value, node.left, node.right);
    }
    return side < 0
        ? balanced(node, put(node.left, key, value), node.right)
        : balanced(node, node.left, put(node.right, key, value));
  }

  private @Nullable Node<K, V> remove(@Nullable Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    int side = order.compare(key, node.key);
    if (side != 0) {
      return side < 0
          ? balanced(node, remove(node.left, key), node.right)
          : balanced(node, node.left, remove(node.right, key));
    }
    if (node.left == null || node.right == null) {
      return node.left == null ? node.right : node.left;
    }
    Node<K, V> next = node.right;
    while (next.left != null) {
      next = next.left;
    }
    return balanced(next, node.left, remove(node.right, next.key));
  }

  /** Makes a node of this entry over two trees whose heights differ by two at most. */
  private static <K, V> Node<K, V> balanced(
      Node<K, V> entry, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    int lean = height(left) - height(right);
    if (lean > 1 && left != null) {
      Node<K, V> inner = left.right;
      return inner != null && height(left.left) < inner.height
          ? over(inner, over(left, left.left, inner.left), over(entry, inner.right, right))
          : over(left, left.left, over(entry, inner, right));
    }
    if (lean < -1 && right != null) {
      Node<K, V> inner = right.left;
      return inner != null && height(right.right) < inner.height
          ? over(inner, over(entry, left, inner.left), over(right, inner.right, right.right))
          : over(right, over(entry, left, inner), right.right);
    }
    return over(entry, left, right);
  }

  private static <K, V> Node<K, V> over(
      Node<K, V> entry, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    return new Node<>(entry.key, entry.value, left, right);
  }

  private static int height(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.height;
  }

  private static final class Node<K, V> {
    private final K key;
    private final V value;
    private final @Nullable Node<K, V> left;
    private final @Nullable Node<K, V> right;
    private final int height;

    Node(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
      this.key = key;
      this.value = value;
      this.left = left;
      this.right = right;
      this.height = 1 + Math.max(Tree.height(left), Tree.height(right));
    }
  }

  private static final class Walk<K, V> implements Iterator<V> {
    private final Deque<Node<K, V>> path = new ArrayDeque<>();

    private void descend(@Nullable Node<K, V> from) {
      for (Node<K, V> node = from; node != null; node = node.left) {
        path.push(node);
      }
    }

    @Override
    public boolean hasNext() {
      return !path.isEmpty();
    }

    @Override
    public V next() {
      if (path.isEmpty()) {
        throw new NoSuchElementException();
      }
      Node<K, V> node = path.pop();
      descend(node.right);
      return node.value;
    }
  }
}

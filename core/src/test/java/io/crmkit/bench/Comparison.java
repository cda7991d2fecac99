package io.crmkit.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Runs the same work by CrmKit and by hand in turns, and tells the ratios: the machine's speed
 * drifts, so that only what ran side by side compares.
 */
final class Comparison {
  private static final int MOST_WARM_UP_PAIRS = 3;

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final int pairs;
  private final String only;

  /** Does the works whose name contains {@code only}, each this many times. */
  Comparison(int pairs, String only) {
    this.pairs = pairs;
    this.only = only;
  }

  /** Wall time and processor time in microseconds, allocation in bytes, each for one operation. */
  private record Cost(double wall, double cpu, double bytes) {}

  /** Prints one row of the table. */
  void run(String name, String goal, int operations, IntConsumer ours, IntConsumer byHand) {
    if (!name.contains(only)) {
      return;
    }
    List<Double> wall = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    List<Double> bytes = new ArrayList<>();
    List<Double> ourTime = new ArrayList<>();
    List<Double> handTime = new ArrayList<>();
    for (int pair = -Math.min(pairs, MOST_WARM_UP_PAIRS); pair < pairs; pair++) {
      boolean oursFirst = pair % 2 == 0;
      Cost first = cost(operations, oursFirst ? ours : byHand);
      Cost second = cost(operations, oursFirst ? byHand : ours);
      Cost our = oursFirst ? first : second;
      Cost hand = oursFirst ? second : first;
      if (pair >= 0) {
        wall.add(our.wall() / hand.wall());
        cpu.add(our.cpu() / Math.max(hand.cpu(), 0.01));
        bytes.add(our.bytes() / Math.max(hand.bytes(), 1));
        ourTime.add(our.wall());
        handTime.add(hand.wall());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | **%.2f** (%.2f–%.2f) | %.0f / %.0f µs | %.2f | %.2f |%n",
        name,
        goal,
        median(wall),
        Collections.min(wall),
        Collections.max(wall),
        median(ourTime),
        median(handTime),
        median(cpu),
        median(bytes));
  }

  static void header() {
    System.out.println(
        "| work | goal | × wall (min–max) | CrmKit / by hand | × processor | × allocated |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
  }

  private Cost cost(int operations, IntConsumer work) {
    long bytes = allocated();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    for (int i = 0; i < operations; i++) {
      work.accept(i);
    }
    double wall = (System.nanoTime() - start) / 1e3;
    return new Cost(
        wall / operations,
        (system.getProcessCpuTime() - cpu) / 1e3 / operations,
        (double) (allocated() - bytes) / operations);
  }

  private long allocated() {
    long sum = 0;
    for (long each : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, each);
    }
    return sum;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}

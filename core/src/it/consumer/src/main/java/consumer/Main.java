package consumer;

import io.crmkit.record.Id;

public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println(Id.class.getName());
  }
}

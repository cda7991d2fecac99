package io.crmkit.sales;

import io.crmkit.record.Id;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of a meddic: one method for each, named as there. What is left out gets its
 * default. Not thread-safe.
 */
public final class MeddicBuilder {
  private @Nullable String metrics;
  private @Nullable Id<Contact> economicBuyerId;
  private @Nullable String decisionCriteria;
  private @Nullable String decisionProcess;
  private @Nullable String identifiedPain;
  private @Nullable Id<Contact> championId;
  private int score;

  MeddicBuilder() {}

  MeddicBuilder(Meddic from) {
    metrics = from.metrics();
    economicBuyerId = from.economicBuyerId();
    decisionCriteria = from.decisionCriteria();
    decisionProcess = from.decisionProcess();
    identifiedPain = from.identifiedPain();
    championId = from.championId();
    score = from.score();
  }

  public MeddicBuilder metrics(@Nullable String metrics) {
    this.metrics = metrics;
    return this;
  }

  public MeddicBuilder economicBuyerId(@Nullable Id<Contact> economicBuyerId) {
    this.economicBuyerId = economicBuyerId;
    return this;
  }

  public MeddicBuilder decisionCriteria(@Nullable String decisionCriteria) {
    this.decisionCriteria = decisionCriteria;
    return this;
  }

  public MeddicBuilder decisionProcess(@Nullable String decisionProcess) {
    this.decisionProcess = decisionProcess;
    return this;
  }

  public MeddicBuilder identifiedPain(@Nullable String identifiedPain) {
    this.identifiedPain = identifiedPain;
    return this;
  }

  public MeddicBuilder championId(@Nullable Id<Contact> championId) {
    this.championId = championId;
    return this;
  }

  public MeddicBuilder score(int score) {
    this.score = score;
    return this;
  }

  /** Returns the record. What is missing is reported when it is written, all at once. */
  @SuppressWarnings("NullAway") // absent values are judged by the declaration
  public Meddic build() {
    return new Meddic(
        metrics,
        economicBuyerId,
        decisionCriteria,
        decisionProcess,
        identifiedPain,
        championId,
        score);
  }
}

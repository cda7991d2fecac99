package io.crmkit.sales;

import io.crmkit.identity.PlanStatus;
import io.crmkit.identity.PlanType;

/**
 * The plan that a customer account bought.
 *
 * @param type plan
 * @param status how it stands
 */
public record PlanMirror(PlanType type, PlanStatus status) {}

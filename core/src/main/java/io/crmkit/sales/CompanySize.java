package io.crmkit.sales;

/** Number of employees, in classes. */
public enum CompanySize {
  /** 1 to 10. */
  SIZE_1_10,
  /** 11 to 50. */
  SIZE_11_50,
  /** 51 to 200. */
  SIZE_51_200,
  /** 201 to 1,000. */
  SIZE_201_1000,
  /** More than 1,000. */
  SIZE_1001_PLUS
}

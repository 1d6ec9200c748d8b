package gatehouse.compare;

import java.util.List;

/** Something to be measured. */
interface Workload {

  /** As options and figures have it. */
  String name();

  /** As the report has it. */
  String title();

  /** About how many seconds it takes, without the start of the fleet. */
  double seconds(Options options, int subjects);

  /**
   * Measures.
   *
   * @param fleet the subjects that run; empty when the workload {@link #startsItsOwn}
   */
  void run(Context context, Fleet fleet) throws Exception;

  /** Whether it takes subjects of its own instead of the fleet. */
  default boolean startsItsOwn() {
    return false;
  }

  /** Names of what is measured, of the report's columns. */
  List<String> metrics();
}

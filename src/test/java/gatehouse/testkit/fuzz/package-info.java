/**
 * Fuzzing: targets that hold a parser to what it promises, their inputs, and two ways to run them:
 * briefly with every build, and guided by coverage for as long as somebody likes. docs/fuzzing.md
 * says how.
 */
@NullMarked
package gatehouse.testkit.fuzz;

import org.jspecify.annotations.NullMarked;

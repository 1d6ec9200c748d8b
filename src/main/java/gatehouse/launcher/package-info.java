/**
 * Makes the WAR a command: {@code java -jar gatehouse.war}. Its class lies at the WAR's root, where
 * no server looks for classes, and nothing else may use it.
 */
@NullMarked
package gatehouse.launcher;

import org.jspecify.annotations.NullMarked;

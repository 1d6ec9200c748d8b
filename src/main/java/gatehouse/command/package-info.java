/**
 * The gateway's commands, {@code java -jar gatehouse.war check DIR} and others: what operators and
 * their pipelines ask of a configuration without running it. Everything that is answered comes from
 * the classes that serve requests.
 */
@NullMarked
package gatehouse.command;

import org.jspecify.annotations.NullMarked;

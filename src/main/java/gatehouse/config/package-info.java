/**
 * What the operator said: immutable records with AWS's nouns, checked when they are made. A value
 * that exists is a value that the gateway can serve.
 */
@NullMarked
package gatehouse.config;

import org.jspecify.annotations.NullMarked;

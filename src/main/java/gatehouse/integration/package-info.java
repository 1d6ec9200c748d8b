/** Who answers: the integrations of HTTP APIs, compiled so that a request costs no look-ups. */
@NullMarked
package gatehouse.integration;

import org.jspecify.annotations.NullMarked;

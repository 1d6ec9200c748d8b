/** Measures the gateway against its peers, in one run and alternating. See README.md. */
@NullMarked
package gatehouse.compare;

import org.jspecify.annotations.NullMarked;

/** What a real browser lets pages do with the gateway. */
@NullMarked
package gatehouse.browser;

import org.jspecify.annotations.NullMarked;

/**
 * May a request pass now: token buckets per route, and bulkheads per integration. Both have a
 * memory, and outlive the plans that use them.
 */
@NullMarked
package gatehouse.throttle;

import org.jspecify.annotations.NullMarked;

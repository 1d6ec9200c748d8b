/**
 * Several hosts as one upstream: which of them gets a request, which of them are well, and what is
 * tried again elsewhere. Knows nothing of the HTTP client.
 */
@NullMarked
package gatehouse.upstream.pool;

import org.jspecify.annotations.NullMarked;

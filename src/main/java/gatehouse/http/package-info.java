/**
 * What travels: requests, responses, headers, paths and bodies, as values that know no servlet and
 * no HTTP client. Every other package speaks in these.
 */
@NullMarked
package gatehouse.http;

import org.jspecify.annotations.NullMarked;

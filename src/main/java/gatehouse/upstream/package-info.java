/** How the gateway calls out over HTTP/1.1: the only package that knows Apache HttpClient. */
@NullMarked
package gatehouse.upstream;

import org.jspecify.annotations.NullMarked;

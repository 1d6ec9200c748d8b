/** Scripts of calls to AWS's management API, which run in memory and over real connections. */
@NullMarked
package gatehouse.testkit.admin;

import org.jspecify.annotations.NullMarked;

/**
 * AWS's management API, {@code ApiGatewayV2}: which operation a request is for, who may have it
 * done, and the threads that do it.
 */
@NullMarked
package gatehouse.control.aws;

import org.jspecify.annotations.NullMarked;

/** May this caller: asks a Lambda function. */
@NullMarked
package gatehouse.authorize.lambda;

import org.jspecify.annotations.NullMarked;

/** Callers who sign their requests with an access key, as AWS's Signature Version 4 has it. */
@NullMarked
package gatehouse.authorize.iam;

import org.jspecify.annotations.NullMarked;

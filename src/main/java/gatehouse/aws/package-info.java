/**
 * Who we are towards AWS: credentials, where they come from and how long they are good, and the
 * signatures of requests. The only user of AWS's SDK.
 */
@NullMarked
package gatehouse.aws;

import org.jspecify.annotations.NullMarked;

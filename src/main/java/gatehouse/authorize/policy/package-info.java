/** What a policy of AWS IAM allows and denies. */
@NullMarked
package gatehouse.authorize.policy;

import org.jspecify.annotations.NullMarked;

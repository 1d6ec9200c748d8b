/**
 * How it is going: AWS's metrics and what an operator needs, for Prometheus to fetch. The only user
 * of Micrometer.
 *
 * <p>AWS: "Monitor HTTP APIs with CloudWatch metrics".
 */
@NullMarked
package gatehouse.metrics;

import org.jspecify.annotations.NullMarked;

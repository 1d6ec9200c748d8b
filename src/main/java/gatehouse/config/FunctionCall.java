package gatehouse.config;

import org.jspecify.annotations.Nullable;

/**
 * Which function an integration invokes, and how. Immutable.
 *
 * @param function its name
 * @param format of event and answer
 * @param credentialsArn the role that AWS would assume; null when there is none. We have
 *     credentials of our own and assume none
 */
public record FunctionCall(
    FunctionUri function, PayloadFormat format, @Nullable String credentialsArn) {}

package gatehouse.config;

import org.jspecify.annotations.Nullable;

/**
 * How a private integration reaches its upstream. Immutable.
 *
 * <p>AWS: {@code ConnectionType: VPC_LINK}, {@code ConnectionId} and {@code TlsConfig} of {@code
 * Integration}; "Private integrations for HTTP APIs".
 *
 * @param connectionId of the {@link Connection} with the hosts
 * @param serverNameToVerify for TLS: what the upstream's certificate must name, and what it is told
 *     (SNI); null for plain HTTP
 */
public record PrivateLink(String connectionId, @Nullable String serverNameToVerify) {}

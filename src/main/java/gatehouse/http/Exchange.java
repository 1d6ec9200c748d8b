package gatehouse.http;

/**
 * One request on its way through the gateway, with what has been found out about it. Immutable.
 *
 * @param requestId as the client gets it in {@code apigw-requestid}
 * @param request what the client sent
 * @param path the request's path without the stage
 */
public record Exchange(String requestId, Request request, RequestPath path) {}

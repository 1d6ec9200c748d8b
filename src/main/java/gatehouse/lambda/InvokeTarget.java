package gatehouse.lambda;

import gatehouse.aws.RequestSigning;
import gatehouse.upstream.Destination;

/**
 * Where and how a function is invoked. Immutable.
 *
 * @param path of the Invoke API, with the query, as it goes on the request line
 * @param emulator whether AWS's Runtime Interface Emulator listens there
 */
record InvokeTarget(
    Destination to,
    String path,
    RequestSigning signing,
    RequestSigning.Scope scope,
    boolean emulator) {}

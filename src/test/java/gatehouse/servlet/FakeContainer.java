package gatehouse.servlet;

import gatehouse.upstream.DaemonThreads;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The little that the gateway uses of a container, for one request. Its objects may be made to
 * throw, and tell of everything that must not happen: see {@link Touches}.
 */
final class FakeContainer implements AutoCloseable {

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(new DaemonThreads("fake-container"));
  private final Touches touches = new Touches();
  private final FakeOutput output = new FakeOutput(touches, thread, 7);
  private final Map<String, RuntimeException> faults = new ConcurrentHashMap<>();
  private final Queue<String> calls = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AsyncContext async = fake(AsyncContext.class, this::async);
  private volatile AsyncListener listener;
  private volatile boolean losesStatus;
  private volatile long length;
  private volatile FakeInput input;

  /** The request has a body of this many bytes. */
  FakeContainer withBody(FakeInput newInput, long newLength) {
    input = newInput;
    length = newLength;
    return this;
  }

  /** From now on this method of the request, the response or the asynchronous context throws. */
  FakeContainer throwing(String method, RuntimeException fault) {
    faults.put(method, fault);
    return this;
  }

  HttpServletRequest request() {
    return fake(HttpServletRequest.class, this::request);
  }

  HttpServletResponse response() {
    return fake(HttpServletResponse.class, this::response);
  }

  FakeOutput output() {
    return output;
  }

  Touches touches() {
    return touches;
  }

  ExecutorService thread() {
    return thread;
  }

  /** Waits until the exchange has been handed back. */
  void awaitEnd() throws InterruptedException {
    if (!end.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("the exchange does not end: " + calls);
    }
  }

  /** What was set in the response, and how the exchange was handed back. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** How often the exchange has been handed back, each of which must be the only one. */
  long handBacks() {
    return calls.stream().filter(List.of("complete", "dispatch")::contains).count();
  }

  /** The client's connection breaks while nobody reads or writes. */
  void breakConnection() {
    thread.execute(
        () -> {
          try {
            listener.onError(new AsyncEvent(async, new IOException("the client is gone")));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private Object request(Object self, Method method, Object[] arguments) {
    throwIfFaulty(method.getName());
    return switch (method.getName()) {
      case "startAsync" -> async;
      case "getServletContext" -> fake(ServletContext.class, (context, of, nothing) -> "");
      case "getMethod" -> length == 0 ? "GET" : "POST";
      case "getRequestURI" -> "/pets";
      case "getProtocol" -> "HTTP/1.1";
      case "getScheme" -> "http";
      case "isSecure" -> false;
      case "getRemoteAddr", "getLocalAddr" -> "127.0.0.1";
      case "getHeaderNames" -> Collections.emptyEnumeration();
      case "getContentLengthLong" -> length;
      case "getInputStream" -> input;
      case "getQueryString", "getHeader" -> null;
      case "setAttribute" -> calls.add("setAttribute " + arguments[0]) ? null : null;
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  private Object response(Object self, Method method, Object[] arguments) {
    touches.enter(method.getName());
    try {
      throwIfFaulty(method.getName());
      return switch (method.getName()) {
        case "setStatus", "setContentLengthLong" -> {
          calls.add(method.getName() + " " + arguments[0]);
          yield null;
        }
        case "addHeader", "setHeader" -> null;
        case "reset" -> {
          calls.add("reset");
          yield null;
        }
        case "isCommitted" -> output.isCommitted();
        case "getOutputStream" -> output;
        default -> throw new UnsupportedOperationException(method.getName());
      };
    } finally {
      touches.leave();
    }
  }

  private Object async(Object self, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "setTimeout", "getRequest", "getResponse" -> {}
      case "addListener" -> {
        listener = (AsyncListener) arguments[0];
        losesStatus = arguments.length == 1 || arguments[2] instanceof HttpServletResponse;
      }
      case "complete", "dispatch" -> {
        if (losesStatus) {
          calls.add("GlassFish sets the status to 200");
        }
        calls.add(method.getName());
        touches.end();
        end.countDown();
        throwIfFaulty(method.getName());
      }
      default -> throw new UnsupportedOperationException(method.getName());
    }
    return null;
  }

  private void throwIfFaulty(String method) {
    RuntimeException fault = faults.get(method);
    if (fault != null) {
      throw fault;
    }
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

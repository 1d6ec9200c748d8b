package gatehouse.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx and HAProxy, each with one worker, and nginx as the upstream of what is measured. */
final class NativePeers {

  /** What nginx has in every role. */
  private static final String NGINX =
      """
      %s
      daemon off;
      worker_processes 1;
      pid nginx.pid;
      error_log error.log;
      events { worker_connections 15000; }
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        default_type text/plain;
        client_body_buffer_size 128k;
        keepalive_timeout 300s;
        keepalive_requests 1000000000;
        %s
      }
      """;

  private static final String UPSTREAM =
      """
      sendfile on;
        server {
          listen 127.0.0.1:%d backlog=4096;
          root files;
          location = /static/225 { return 200 '%s'; }
          location /static/item/ { return 200 '%s'; }
        }
      """;

  private static final String PROXY =
      """
      upstream files { server 127.0.0.1:%d; keepalive 5000; keepalive_requests 1000000000; }
        upstream events { server 127.0.0.1:%d; keepalive 5000; keepalive_requests 1000000000; }
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        server {
          listen 127.0.0.1:%d backlog=4096;
          location /static/ { proxy_pass http://files; }
          location /event/ { proxy_pass http://events; }
        }
      """;

  private static final String HAPROXY =
      """
      global
        maxconn 9000
        nbthread 1
      defaults
        mode http
        timeout connect 5s
        timeout client 60s
        timeout server 60s
        http-reuse always
      frontend in
        bind 127.0.0.1:%d backlog 4096
        use_backend files if { path_beg /static/ }
        default_backend events
      backend files
        server one 127.0.0.1:%d
      backend events
        server one 127.0.0.1:%d
      """;

  private NativePeers() {}

  /** The upstream for everything that is there at once. */
  static Process upstream(Processes processes, Path room, int port)
      throws IOException, LeftOutException {
    Files.createDirectories(room.resolve("files/static"));
    Files.write(room.resolve("files/static/16k"), Bodies.of(Bodies.MEDIUM));
    Files.write(room.resolve("files/static/1m"), Bodies.of(Bodies.LARGE));
    String small = Bodies.text(Bodies.SMALL);
    return nginx(processes, room, UPSTREAM.formatted(port, small, small));
  }

  static Running nginx(Site site) throws IOException, LeftOutException {
    int port = Processes.freePort();
    Process process =
        nginx(
            site.processes(),
            site.room("nginx"),
            PROXY.formatted(site.files(), site.events(), port));
    return site.running(port, process, false);
  }

  private static Process nginx(Processes processes, Path room, String http)
      throws IOException, LeftOutException {
    String command = Processes.command("nginx", "nginx");
    // Only root may say, and has to, as whom the worker writes into the directory.
    boolean root = "root".equals(System.getProperty("user.name"));
    Path file = room.resolve("nginx.conf");
    Files.writeString(file, NGINX.formatted(root ? "user root;" : "", http));
    return processes.start(
        "nginx",
        room,
        List.of(command, "-p", room + "/", "-c", file.toString(), "-e", room + "/error.log"));
  }

  static Running haproxy(Site site) throws IOException, LeftOutException {
    String command = Processes.command("haproxy", "haproxy");
    int port = Processes.freePort();
    Path room = site.room("haproxy");
    Path file = room.resolve("haproxy.cfg");
    Files.writeString(file, HAPROXY.formatted(port, site.files(), site.events()));
    Process process =
        site.processes().start("haproxy", room, List.of(command, "-db", "-f", file.toString()));
    return site.running(port, process, false);
  }
}

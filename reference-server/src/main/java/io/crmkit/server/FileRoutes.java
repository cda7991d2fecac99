package io.crmkit.server;

import io.crmkit.engine.AccessCheck;
import io.crmkit.error.InvalidValueException;
import io.crmkit.file.Arrival;
import io.crmkit.file.FileDepot;
import io.crmkit.file.FileObject;
import io.crmkit.file.FileService;
import io.crmkit.file.NewFile;
import io.crmkit.file.OpenFile;
import io.crmkit.file.UploadAddress;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Ref;
import io.crmkit.record.ValueFormatException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bringing files, and reading what is in them. */
final class FileRoutes {
  private static final String TAG = "files";
  private static final String ONE = "/v1/files/{id}";
  private static final String UPLOADS = "/public/uploads/";
  private static final String ANY = "*/*";
  private static final String PRIVATE = "private, no-cache";
  private static final Map<String, Object> BYTES = Map.of("type", "string", "format", "binary");

  private final Parts parts;
  private final Declaration<FileObject> type;
  private final Supplier<URI> address;

  /**
   * Makes the routes.
   *
   * @param address returns where callers reach the server
   */
  FileRoutes(Parts parts, Supplier<URI> address) {
    this.parts = parts;
    this.type = parts.crm().engine().schema().type(FileObject.class);
    this.address = address;
  }

  void addTo(Router router) {
    router.add(
        new Route("POST", "/v1/files/uploads", "beginUpload", this::begin)
            .tag(TAG)
            .summary("Announces a file and returns where its bytes are put, once")
            .takes(
                Schemas.object(
                    List.of("name"),
                    "name",
                    Schemas.text(),
                    "size",
                    Map.of("type", "integer", "format", "int64", "minimum", 1),
                    "sha256",
                    Map.of("type", "string", "pattern", "^[0-9A-Fa-f]{64}$"),
                    "relatedTo",
                    Schemas.text(),
                    "isPublic",
                    Schemas.flag()),
                Answer.JSON)
            .answers(
                201,
                "Where the bytes are put",
                Schemas.object(
                    List.of("fileId", "uploadUrl", "method", "expiresAt"),
                    "fileId",
                    Schemas.id(),
                    "uploadUrl",
                    Schemas.text(),
                    "method",
                    Schemas.text(),
                    "expiresAt",
                    Map.of("type", "string", "format", "date-time")),
                "Location"));
    router.add(
        new Route("PUT", UPLOADS + "{token}", "uploadFile", this::receive)
            .tag(TAG)
            .summary("Takes in the bytes of a file; the address is the right to bring them")
            .open()
            .parameter(Parameters.path("token", "The end of the address of an upload"))
            .takes(BYTES, ANY)
            .answers(
                200,
                "What became of them",
                Schemas.object(
                    List.of("fileId", "state", "size", "sha256"),
                    "fileId",
                    Schemas.id(),
                    "state",
                    Schemas.text(),
                    "size",
                    Map.of("type", "integer", "format", "int64"),
                    "sha256",
                    Schemas.text())));
    router.add(
        reading("GET", ONE + "/content", "getFileContent", this::content)
            .summary("Returns the bytes of a file")
            .refuses(409, "The file cannot be read yet, or was found to be bad"));
    router.add(
        reading("GET", ONE + "/thumbnail", "getFileThumbnail", this::thumbnail)
            .summary("Returns a small picture of an image")
            .refuses(409, "The file cannot be read yet, or was found to be bad"));
    router.add(
        reading("GET", "/public/files/{organization}/{id}", "getPublicFile", this::open)
            .summary("Returns the bytes of a file that everybody may read")
            .parameter(Parameters.path("organization", "Identity of the organization"))
            .open());
  }

  private static Route reading(String method, String path, String id, Route.Handler handler) {
    return new Route(method, path, id, handler)
        .tag(TAG)
        .parameter(Parameters.id())
        .parameter(Parameters.ifNoneMatch())
        .parameter(Parameters.header("Range", "Which bytes, as bytes=0-99"))
        .parameter(Parameters.header("If-Range", "The ETag that the part is wanted of"))
        .answersAs(200, "The bytes", ANY)
        .answersAs(206, "The part asked for", ANY)
        .answers(304, "They are those of the ETag named")
        .refuses(416, "There is no such part");
  }

  private FileService service(Call call) {
    return parts.crm().files().service(call.session());
  }

  private Answer begin(Call call) {
    new AccessCheck<>(call.session(), type).may("create");
    Map<String, @Nullable Object> plain = call.object();
    ActionBody body =
        new ActionBody(plain, Set.of("name", "size", "sha256", "relatedTo", "isPublic"));
    String name = body.requiredText("name");
    NewFile file =
        new NewFile(
            name,
            body.value("size", Long.class),
            body.text("sha256"),
            body.value("relatedTo", Ref.class),
            body.flag("isPublic", false));
    body.done();
    return call.onceClaimed(call.session(), plain, () -> begun(service(call).begin(file)));
  }

  private Answer begun(UploadAddress upload) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("fileId", upload.fileId().toString());
    shown.put("uploadUrl", address.get() + UPLOADS + upload.token());
    shown.put("method", "PUT");
    shown.put("expiresAt", upload.expiresAt().toString());
    return Answer.json(201, shown).with("Location", "/v1/files/" + upload.fileId());
  }

  private Answer receive(Call call) {
    HttpServletRequest request = call.context().req();
    String packed = call.header("Content-Encoding");
    if (packed != null && !packed.equalsIgnoreCase("identity")) {
      throw new HttpException(
          415, "UNSUPPORTED_MEDIA_TYPE", "the bytes of a file are sent as they are, not packed");
    }
    FileDepot files = parts.crm().files();
    try {
      return arrived(
          files.receive(
              call.parameter("token"), request.getContentLengthLong(), request.getInputStream()));
    } catch (IOException e) {
      throw HttpException.malformed("INCOMPLETE_BODY", "the body did not arrive as announced");
    } catch (InvalidValueException e) {
      if (e.errors().get(0).code().equals("FILE_TOO_LARGE")) {
        throw new HttpException(413, "FILE_TOO_LARGE", String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static Answer arrived(Arrival arrival) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("fileId", arrival.fileId().toString());
    shown.put("state", arrival.state().name());
    shown.put("size", arrival.size());
    shown.put("sha256", arrival.sha256());
    return Answer.json(200, shown);
  }

  private Answer content(Call call) {
    OpenFile file = service(call).open(call.id());
    return FileAnswer.of(call, file, file.sha256(), PRIVATE);
  }

  private Answer thumbnail(Call call) {
    OpenFile file = service(call).openThumbnail(call.id());
    return FileAnswer.of(call, file, file.sha256() + "-thumbnail", PRIVATE);
  }

  /** Pages of other sites may show what everybody may read; whether they still may is asked. */
  private Answer open(Call call) {
    OpenFile file = parts.crm().files().openPublic(organization(call).value(), call.id());
    return FileAnswer.of(call, file, file.sha256(), "public, no-cache")
        .with("Cross-Origin-Resource-Policy", "cross-origin");
  }

  private static Id<?> organization(Call call) {
    try {
      return Id.of(call.parameter("organization"));
    } catch (ValueFormatException e) {
      throw HttpException.notFound(call.path());
    }
  }
}

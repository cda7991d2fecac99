import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import client.ApiClient;
import client.ApiException;
import client.ApiResponse;
import client.api.AccountsApi;
import client.api.AccountsApi.APIImportAccountsRequest;
import client.api.AccountsApi.APIListAccountsRequest;
import client.api.AuthApi;
import client.api.ContactsApi;
import client.api.ImportsApi;
import client.api.OpportunitiesApi;
import client.api.PipelinesApi;
import client.api.PipelinesApi.APIListPipelinesRequest;
import client.api.StagesApi;
import client.api.StagesApi.APIListStagesRequest;
import client.api.UsersApi;
import client.model.Account;
import client.model.AccountCreate;
import client.model.AccountCreateProfile;
import client.model.AccountPage;
import client.model.AccountPatch;
import client.model.AccountPatchProfile;
import client.model.Aggregation;
import client.model.Contact;
import client.model.ContactCreate;
import client.model.ContactName;
import client.model.LoginRequest;
import client.model.Measure;
import client.model.ModelImport;
import client.model.Money;
import client.model.Opportunity;
import client.model.OpportunityCreate;
import client.model.Problem;
import client.model.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a user of a generated client does first. Compiled with that client, then run. */
public final class Sale {
  private final ApiClient client;
  private final AccountsApi accounts;

  private Sale(ApiClient client) {
    this.client = client;
    this.accounts = new AccountsApi(client);
  }

  /** Runs against a server that has this member. */
  public static void run(String address, String email, String password) throws Exception {
    Sale sale = new Sale(loggedIn(address, email, password));
    Account account = sale.account();
    sale.contact(account);
    sale.opportunity(account);
    sale.change(account);
    sale.failures(account);
    sale.file();
  }

  private static ApiClient loggedIn(String address, String email, String password)
      throws ApiException {
    ApiClient client = new ApiClient();
    client.updateBaseUri(address);
    String token =
        new AuthApi(client)
            .login(new LoginRequest().email(email).password(password), null)
            .getAccessToken();
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));

    assertThat(new UsersApi(client).getMe().getEmail()).isEqualTo(email);
    return client;
  }

  private Account account() throws ApiException {
    AccountCreate wanted =
        new AccountCreate()
            .name("Baobab Hôtel")
            .kind(AccountCreate.KindEnum.CUSTOMER)
            .profile(
                new AccountCreateProfile()
                    .employees(12)
                    .domains(List.of("baobab.example"))
                    .annualRevenue(new Money().amount("1500000").currency("XOF")));
    ApiResponse<Account> made = accounts.createAccountWithHttpInfo(wanted, "generated-1");
    ApiResponse<Account> again = accounts.createAccountWithHttpInfo(wanted, "generated-1");
    accounts.createAccount(new AccountCreate().name("Another"), null);

    assertThat(made.getStatusCode()).isEqualTo(201);
    assertThat(again.getData()).isEqualTo(made.getData());
    assertThat(made.getData().getVersion()).isEqualTo(1);
    assertThat(made.getData().getProfile().getAnnualRevenue().getAmount()).isEqualTo("1500000");
    AccountPage page =
        accounts.listAccounts(
            APIListAccountsRequest.newBuilder().kind("CUSTOMER").count(true).build());
    assertThat(page.getTotal()).isEqualTo(1);
    assertThat(page.getItems()).containsExactly(made.getData());
    assertThat(page.getNextCursor()).isNull();
    return made.getData();
  }

  private void contact(Account account) throws ApiException {
    ContactsApi contacts = new ContactsApi(client);
    Contact made =
        contacts.createContact(
            new ContactCreate()
                .name(new ContactName().first("Aïssatou").last("Ndiaye"))
                .email("aissatou@baobab.example")
                .accountId(account.getId()),
            null);

    Query found =
        new Query().q("aissatou ndi").where(Map.of("accountId", Map.of("eq", account.getId())));
    assertThat(contacts.queryContacts(found, null).getItems()).containsExactly(made);
    assertThat(contacts.queryContacts(new Query().q("nobody"), null).getItems()).isEmpty();
    assertThat(contacts.getContact(made.getId(), null, null)).isEqualTo(made);
  }

  private void opportunity(Account account) throws ApiException {
    String pipeline =
        new PipelinesApi(client)
            .listPipelines(APIListPipelinesRequest.newBuilder().limit(1).build())
            .getItems()
            .get(0)
            .getId();
    String stage =
        new StagesApi(client)
            .listStages(
                APIListStagesRequest.newBuilder().pipelineId(pipeline).sort("sortOrder").build())
            .getItems()
            .get(0)
            .getId();
    OpportunitiesApi opportunities = new OpportunitiesApi(client);
    Opportunity made =
        opportunities.createOpportunity(
            new OpportunityCreate()
                .name("Chairs")
                .accountId(account.getId())
                .stageId(stage)
                .amount(new Money().amount("250").currency("XOF")),
            null);
    List<Object> values =
        opportunities
            .aggregateOpportunities(
                new Aggregation()
                    .addMeasuresItem(new Measure().op(Measure.OpEnum.SUM).field("amount")),
                null)
            .getGroups()
            .get(0)
            .getValues();

    assertThat(values).containsExactly(Map.of("amount", "250", "currency", "XOF"));
    assertThat(accounts.getAccountTimeline(account.getId(), null, null).getItems())
        .anyMatch(entry -> entry.getId().equals(made.getId()) || entry.getEvent() != null);
  }

  private void file() throws ApiException, IOException {
    Path csv = Files.createTempFile("accounts", ".csv");
    Files.writeString(csv, "Name,Employees\nTeranga,40\nSahel,many\n");
    ModelImport begun =
        accounts.importAccounts(APIImportAccountsRequest.newBuilder()._file(csv.toFile()).build());
    ImportsApi imports = new ImportsApi(client);

    await()
        .untilAsserted(
            () ->
                assertThat(imports.getImport(begun.getId(), null, null).getState())
                    .isEqualTo(ModelImport.StateEnum.DONE));
    ModelImport done = imports.getImport(begun.getId(), null, null);
    assertThat(done.getCreated()).isEqualTo(1);
    assertThat(done.getRejected()).isEqualTo(1);
    Files.delete(csv);
  }

  private void change(Account account) throws ApiException {
    ApiResponse<Account> read = accounts.getAccountWithHttpInfo(account.getId(), null, null);
    String tag = read.getHeaders().get("etag").get(0);
    Account changed =
        accounts.updateAccount(
            account.getId(),
            tag,
            new AccountPatch().profile(new AccountPatchProfile().employees(13)));

    assertThat(changed.getVersion()).isEqualTo(2);
    assertThat(changed.getProfile().getEmployees()).isEqualTo(13);
    assertThat(changed.getProfile().getDomains())
        .as("what the patch does not name stays")
        .containsExactly("baobab.example");
    assertThat(changed.getKind()).isEqualTo(Account.KindEnum.CUSTOMER);
    assertThat(problem(() -> accounts.updateAccount(account.getId(), tag, new AccountPatch())))
        .satisfies(
            stale -> {
              assertThat(stale.getStatus()).isEqualTo(412);
              assertThat(stale.getCode()).isEqualTo("STALE_VERSION");
            });
  }

  private void failures(Account account) throws ApiException {
    assertThat(problem(() -> accounts.getAccount("nothing", null, null)).getStatus())
        .isEqualTo(404);
    Problem invalid = problem(() -> accounts.createAccount(new AccountCreate().name(" "), null));
    assertThat(invalid.getStatus()).isEqualTo(422);
    assertThat(invalid.getErrors()).singleElement().returns("name", error -> error.getField());
    accounts.deleteAccount(account.getId(), "*");
    assertThat(problem(() -> accounts.getAccount(account.getId(), null, null)).getCode())
        .isEqualTo("NOT_FOUND");
    assertThat(accounts.restoreAccount(account.getId(), null, null).getVersion()).isEqualTo(4);
  }

  private interface Refused {
    void call() throws ApiException;
  }

  private Problem problem(Refused call) {
    ApiException[] caught = new ApiException[1];
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(call::call)
        .satisfies(e -> caught[0] = e);
    try {
      return client.getObjectMapper().readValue(caught[0].getResponseBody(), Problem.class);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

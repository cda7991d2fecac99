package io.crmkit.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.Crm;
import io.crmkit.cache.CacheConfig;
import io.crmkit.cache.Caches;
import io.crmkit.cache.MemoryCacheStore;
import io.crmkit.storage.memory.MemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a host has that did not add Lettuce. */
final class WithoutLettuceTest {
  /** Loads CrmKit anew, and finds no Lettuce. */
  private static final class Bare extends ClassLoader {
    Bare() {
      super(WithoutLettuceTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (name.startsWith("io.lettuce.")) {
          throw new ClassNotFoundException(name);
        }
        if (!name.startsWith("io.crmkit.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> known = findLoadedClass(name);
        return known == null ? define(name) : known;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /** Reads a contact's name through a cache. */
  public static final class InProcess implements Supplier<String> {
    @Override
    public String get() {
      try (Crm crm = Crm.builder().storage(new MemoryStorage()).build();
          Caches caches =
              Caches.builder(crm.engine().events()).store(MemoryCacheStore.of(1_000)).build()) {
        UUID organization = crm.createOrganization("Baobab");
        return caches
            .open(CacheConfig.<String>builder("names").build())
            .get(organization, "1", (tenant, key) -> Optional.of("loaded"))
            .orElse("");
      }
    }
  }

  /** Asks for a store on Redis. */
  public static final class OnRedis implements Supplier<String> {
    @Override
    public String get() {
      try {
        return RedisCacheStore.of(RedisConfig.builder().build()).getClass().getName();
      } catch (IllegalStateException e) {
        return e.getMessage();
      }
    }
  }

  private static Object run(Class<?> program) throws ReflectiveOperationException {
    Class<?> loaded = Class.forName(program.getName(), true, new Bare());
    assertThat(loaded).isNotSameAs(program);
    return ((Supplier<?>) loaded.getDeclaredConstructor().newInstance()).get();
  }

  @Test
  void caches_inProcess_work() throws Exception {
    assertThat(run(InProcess.class)).isEqualTo("loaded");
  }

  @Test
  void store_onRedis_namesTheDependency() throws Exception {
    assertThat(run(OnRedis.class).toString()).contains("io.lettuce:lettuce-core");
  }
}

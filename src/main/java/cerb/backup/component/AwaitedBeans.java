package cerb.backup.component;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.Registry;

/**
 * Gives Camel the beans of {@link RoutesOptions} when the routes are loaded, and none of them is made yet. Those that come later are waited for here: the repository is opened, which
 * takes a tenth of a second of hashing, while the files are read.
 */
final class AwaitedBeans extends MainListenerSupport {
    private final Map<String, Object> beans;

    AwaitedBeans(Map<String, Object> beans) {
        this.beans = beans;
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        Registry registry = main.getCamelContext().getRegistry();
        beans.forEach((name, bean) -> registry.bind(name, bean instanceof Future<?> coming ? await(name, coming) : bean));
    }

    private static Object await(String name, Future<?> coming) {
        try {
            return coming.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("there is no " + name + " for the routes: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before there was the " + name + " of the routes", e);
        }
    }
}

package cerb.backup.operation.observer;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each event to several observers, which may join and leave at any time. An observer that throws is logged, and
 * keeps neither the others nor the operation from going on: a broken gauge must not stop a backup.
 */
public final class Observers {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final List<Observer> observers = new CopyOnWriteArrayList<>();
    private final Observer all = (Observer) Proxy.newProxyInstance(
            Observer.class.getClassLoader(), new Class<?>[] {Observer.class}, (InvocationHandler) (proxy, method, arguments) -> {
                if (method.getDeclaringClass() == Object.class) {
                    return method.invoke(this, arguments);
                }
                if (method.getReturnType() == boolean.class) {
                    return areWatched();
                }
                for (Observer observer : observers) {
                    try {
                        method.invoke(observer, arguments);
                    } catch (InvocationTargetException e) {
                        LOG.warn("an observer failed in {}", method.getName(), e.getCause());
                    }
                }
                return null;
            });

    /** Observers of which the given ones are the first. */
    public Observers(Observer... first) {
        observers.addAll(List.of(first));
    }

    /** Adds one; it hears of everything from now on. */
    public void add(Observer observer) {
        observers.add(observer);
    }

    /** Removes one. */
    public void remove(Observer observer) {
        observers.remove(observer);
    }

    /** Does work of which another one hears too, as long as it lasts. */
    public <T, X extends Exception> T whileTelling(Observer observer, Work<T, X> work) throws X {
        add(observer);
        try {
            return work.run();
        } finally {
            remove(observer);
        }
    }

    /**
     * Work that is told of.
     *
     * @param <T> what it comes to
     * @param <X> what it throws
     */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        /** Does it. */
        T run() throws X;
    }

    private boolean areWatched() {
        return observers.stream().anyMatch(Observer::isWatched);
    }

    /** The observer that hands on to all, and is watched where one of them is. */
    public Observer all() {
        return all;
    }
}

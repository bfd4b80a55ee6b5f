package cerb.backup.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.configuration.ConfigurationException;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.shared.DamagedException;
import cerb.backup.repository.shared.LockedException;
import cerb.backup.repository.shared.NoRepositoryException;
import cerb.backup.repository.shared.WrongPasswordException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
    static List<Arguments> exceptions() {
        return List.of(
                Arguments.of(new NoRepositoryException("cannot open /r: there is no config"), ExitCode.NO_REPOSITORY),
                Arguments.of(new LockedException("cannot lock /r"), ExitCode.LOCKED),
                Arguments.of(new WrongPasswordException("cannot open /r: no key fits"), ExitCode.WRONG_PASSWORD),
                Arguments.of(new DamagedException("pack ab is cut short"), ExitCode.FAILED),
                Arguments.of(new ConfigurationException("unknown key x", "Correct it."), ExitCode.FAILED),
                Arguments.of(new OperationException("cannot restore", "Name a target."), ExitCode.FAILED),
                Arguments.of(new DatabaseException("cannot connect", "Start the server."), ExitCode.FAILED),
                Arguments.of(new InterruptedException(), ExitCode.INTERRUPTED),
                Arguments.of(new IllegalStateException("odd"), ExitCode.FAILED));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void everyKindOfExceptionHasItsExitCode(Exception thrown, ExitCode expected) {
        assertThat(Failure.of(thrown).exit()).isEqualTo(expected);
        assertThat(Failure.of(new RuntimeException("wrapped by a framework", new IOException(thrown))).exit()).isEqualTo(expected);
    }

    @Test
    void remedyOfTheExceptionEndsTheParagraph() {
        assertThat(Failure.of(new DatabaseException("cannot connect to cerb at 127.0.0.1:3306: connection refused", "Start the server.")).paragraph())
                .isEqualTo("cannot connect to cerb at 127.0.0.1:3306: connection refused. Start the server.");
    }

    @Test
    void messageThatEndsInAMarkGetsNoFurtherOne() {
        assertThat(Failure.of(new ConfigurationException("unknown key databse, did you mean database?", "Correct it.")).paragraph())
                .isEqualTo("unknown key databse, did you mean database? Correct it.");
    }

    @Test
    void fileErrorsSayMoreThanTheFilesName() {
        assertThat(Failure.of(new NoSuchFileException("/var/www/storage")).paragraph()).startsWith("/var/www/storage: no such file. ");
        assertThat(Failure.of(new AccessDeniedException("/x")).paragraph()).startsWith("/x: access denied. ");
    }

    @Test
    void whatNobodyForesawPointsToDebug() {
        assertThat(Stream.of(new NullPointerException(), new IllegalStateException("odd"))).allSatisfy(e -> assertThat(Failure.of(e).paragraph()).contains("--debug"));
    }

    @Test
    void paragraphIsOneLineWithoutControlCharacters() {
        assertThat(Failure.of(new OperationException("cannot read a\nb\u001b[1m", "")).paragraph()).isEqualTo("cannot read a?b?[1m");
    }
}

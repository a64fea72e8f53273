package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eclipse's compiler has no syntax tree for us, and gets one clear sentence. */
class EclipseTest {

    @Test
    void saysThatItIsNotJavac(@TempDir Path directory) throws IOException {
        Path source = directory.resolve("A.java");
        Files.writeString(source, """
                class A {
                    @org.backwire.Differentiable
                    static double f(double x) {
                        return x;
                    }

                    @org.backwire.Differentiable
                    static double g(double x) {
                        return x;
                    }
                }
                """);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String path = System.getProperty("java.class.path");
        String[] command = {
            "--release",
            "17",
            "-cp",
            path,
            "-processorpath",
            path,
            "-processor",
            DifferentiableProcessor.class.getName(),
            "-d",
            directory.toString(),
            source.toString()
        };
        boolean isCompiled = BatchCompiler.compile(command, new PrintWriter(out), new PrintWriter(err), null);
        assertThat(isCompiled).isFalse();
        assertThat(out + "\n" + err)
                .containsOnlyOnce(
                        "[Backwire/CompilerNotJavac] Backwire reads method bodies through javac's syntax tree")
                .contains("Compile with javac of JDK 17 or newer.")
                .contains("1 problem (1 error)")
                .doesNotContain("Exception");
    }
}

package org.backwire.processor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Runs the compiler as a build does: on files in a directory, over what an earlier run has left there. */
final class OnDisk {
    private final Path directory;

    OnDisk(Path directory) {
        this.directory = directory;
    }

    OnDisk write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    Path path(String file) {
        return directory.resolve(file);
    }

    String read(String file) throws IOException {
        return Files.readString(path(file));
    }

    /** Compiles the files with our processor, the directory being on the class path. */
    String compile(List<String> files, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-cp", directory + File.pathSeparator + System.getProperty("java.class.path")));
        return run(files, List.of(), all);
    }

    /** Lets our processor look at classes that are compiled already. */
    String process(List<String> classes) throws IOException {
        return run(
                List.of(),
                classes,
                List.of("-cp", directory + File.pathSeparator + System.getProperty("java.class.path")));
    }

    /** Returns everything that was printed. */
    String run(List<String> files, List<String> classes, List<String> options) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-d", directory.toString()));
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            Iterable<? extends JavaFileObject> sources = files.isEmpty()
                    ? null
                    : manager.getJavaFileObjectsFromPaths(
                            files.stream().map(this::path).toList());
            var task = compiler.getTask(null, manager, diagnostics, all, classes, sources);
            if (!options.contains("-proc:none")) {
                task.setProcessors(List.of(new DifferentiableProcessor()));
            }
            task.call();
        }
        return diagnostics.getDiagnostics().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}

package org.backwire.processor.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How a value of Java is made of values of the graph: by itself or, if it is a record, by its components. */
public sealed interface Shape {

    /** How many values of the graph it takes. */
    int size();

    /** The types of these values. */
    List<Type> types();

    /** How each of these values is taken out, by accessors: {@code ".from().x()"}, and "" for a value that stands for itself. */
    List<String> paths();

    /** The numbers of the shapes that have any of the given values, where those of all shapes are counted through. */
    static Set<Integer> owners(List<Shape> shapes, Set<Integer> values) {
        Set<Integer> owners = new LinkedHashSet<>();
        int next = 0;
        for (int i = 0; i < shapes.size(); i++) {
            for (int end = next + shapes.get(i).size(); next < end; next++) {
                if (values.contains(next)) {
                    owners.add(i);
                }
            }
        }
        return owners;
    }

    /** How many values of the graph they take. */
    static int sizes(List<Shape> shapes) {
        return shapes.stream().mapToInt(Shape::size).sum();
    }

    /** A value that stands for itself. */
    record Single(Type type) implements Shape {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public List<Type> types() {
            return List.of(type);
        }

        @Override
        public List<String> paths() {
            return List.of("");
        }
    }

    /**
     * A record that is taken apart.
     *
     * @param names of the components, which are those of the accessors as well
     */
    record Compound(Type.Reference type, List<String> names, List<Shape> components) implements Shape {
        public Compound {
            names = List.copyOf(names);
            components = List.copyOf(components);
        }

        @Override
        public int size() {
            return components.stream().mapToInt(Shape::size).sum();
        }

        @Override
        public List<Type> types() {
            return components.stream().flatMap(shape -> shape.types().stream()).toList();
        }

        @Override
        public List<String> paths() {
            List<String> paths = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                String accessor = "." + names.get(i) + "()";
                components.get(i).paths().forEach(path -> paths.add(accessor + path));
            }
            return paths;
        }
    }
}

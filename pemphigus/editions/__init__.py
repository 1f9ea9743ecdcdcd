"""The course in its other rooms, made from the notebooks as they are stored: pages, slides, handouts, JupyterLite, Voila, JupyterHub."""
